namespace PrivacyProxy.Redaction;

/// <summary>
/// Does the name of a field look like it holds personal data? A field is called by its last words: <c>billing_email</c> is
/// an e-mail address, <c>email_count</c> is a count. So the name is judged from its end: qualifiers (<c>_hash</c>,
/// <c>_work</c>, <c>_2</c>) are taken off, and the longest run of last words that is known decides.
/// </summary>
internal static class PersonalNames
{
    private const int LongestRun = 5;
    private const int ShortName = 40;

    internal static bool IsPersonal(ReadOnlySpan<byte> name)
    {
        if (name.Length > ShortName)
            return IsPersonal(name, new NameWords(stackalloc char[NameWords.MostLetters], stackalloc short[NameWords.MostWords]));
        // Each byte is a letter or two at most.
        return IsPersonal(name, new NameWords(stackalloc char[(ShortName * 2) + 2], stackalloc short[ShortName]));
    }

    private static bool IsPersonal(ReadOnlySpan<byte> name, NameWords words)
    {
        // Nobody names a field in so many letters: such a name may itself be the data.
        if (!words.TryRead(name))
            return true;
        if (words.Count == 0)
            return false;
        if (words.Count > 1 && Has(words.Glued(0, 1), NameMeaning.Question))
            return false;
        for (var end = words.Count; end > 0; end--)
        {
            if (JudgeEnding(words, end, out var meaning) is { } verdict)
                return verdict;
            var last = words.Glued(end - 1, end);
            if ((meaning & NameMeaning.Qualifier) == 0 && last.ContainsAnyExceptInRange('0', '9'))
                return EndsInGluedTerm(last);
        }
        return false;
    }

    /// <param name="words">The words.</param>
    /// <param name="end">The ending ends before this word.</param>
    /// <param name="meaning">What its last word alone means.</param>
    private static bool? JudgeEnding(in NameWords words, int end, out NameMeaning meaning)
    {
        meaning = NameMeaning.None;
        if (end > LongestRun && Has(words.Glued(0, end), NameMeaning.Whole))
            return true;
        for (var first = Math.Max(0, end - LongestRun); first < end; first++)
        {
            meaning = PersonalNameWords.MeaningOf(words.Glued(first, end));
            if (first == 0 && (meaning & NameMeaning.Whole) != 0)
                return true;
            if ((meaning & NameMeaning.Harmless) != 0)
                return false;
            if ((meaning & NameMeaning.Ending) != 0)
                return true;
        }
        return null;
    }

    private static bool Has(ReadOnlySpan<char> word, NameMeaning meaning) => (PersonalNameWords.MeaningOf(word) & meaning) != 0;

    private static bool EndsInGluedTerm(ReadOnlySpan<char> word)
    {
        if (word.Length <= PersonalNameWords.ShortestGluedTerm || !PersonalNameWords.MayEndGluedTerm(word[^1]))
            return false;
        foreach (var term in PersonalNameWords.GluedTerms)
        {
            if (word.Length > term.Length && word.EndsWith(term, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}

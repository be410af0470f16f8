namespace PrivacyProxy.Redaction;

/// <summary>
/// Does the name of a field look like it holds personal data? A field is called by its last words: <c>billing_email</c> is
/// an e-mail address, <c>email_count</c> is a count. So the name is judged from its end: qualifiers (<c>_hash</c>,
/// <c>_work</c>, <c>_2</c>) are taken off, and the longest run of last words that is known decides.
/// </summary>
internal static class PersonalNames
{
    private const int LongestRun = 5;

    internal static bool IsPersonal(ReadOnlySpan<byte> name)
    {
        var words = new NameWords(stackalloc char[NameWords.MostLetters], stackalloc short[NameWords.MostWords]);
        // Nobody names a field in so many letters: such a name may itself be the data.
        if (!words.TryRead(name))
            return true;
        if (words.Count == 0)
            return false;
        if (words.Count > 1 && PersonalNameWords.Questions.Contains(words.Glued(0, 1)))
            return false;
        for (var end = words.Count; end > 0; end--)
        {
            if (JudgeEnding(words, end) is { } verdict)
                return verdict;
            if (!IsQualifier(words.Glued(end - 1, end)))
                return EndsInGluedTerm(words.Glued(end - 1, end));
        }
        return false;
    }

    private static bool? JudgeEnding(in NameWords words, int end)
    {
        if (PersonalNameWords.Whole.Contains(words.Glued(0, end)))
            return true;
        for (var first = Math.Max(0, end - LongestRun); first < end; first++)
        {
            var run = words.Glued(first, end);
            if (PersonalNameWords.Harmless.Contains(run))
                return false;
            if (PersonalNameWords.Endings.Contains(run))
                return true;
        }
        return null;
    }

    private static bool IsQualifier(ReadOnlySpan<char> word) =>
        !word.ContainsAnyExceptInRange('0', '9') || PersonalNameWords.Qualifiers.Contains(word);

    private static bool EndsInGluedTerm(ReadOnlySpan<char> word)
    {
        foreach (var term in PersonalNameWords.GluedTerms)
        {
            if (word.Length > term.Length && word.EndsWith(term, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}

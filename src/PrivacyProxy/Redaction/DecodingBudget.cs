namespace PrivacyProxy.Redaction;

/// <summary>
/// How many bytes may still be decoded to judge one value. Text can be made so that each of its encodings holds others;
/// every decoded byte is judged again, so their number bounds the whole cost. A value that has spent its budget cannot be
/// judged.
/// </summary>
internal struct DecodingBudget(int length)
{
    // A value decoded once by each of the encodings, and what is inside of it by another.
    private const int TimesOfLength = 4;
    private const int Least = 4096;

    internal readonly long Most { get; } = ((long)length * TimesOfLength) + Least;

    internal long Spent { get; private set; }

    internal bool TrySpend(int bytes)
    {
        if (Spent + bytes > Most)
            return false;
        Spent += bytes;
        return true;
    }
}

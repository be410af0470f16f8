namespace PrivacyProxy.Redaction;

/// <summary>What a word of a field's name says of the field (<see cref="PersonalNameWords"/>); it may say more than one thing.</summary>
[Flags]
internal enum NameMeaning : byte
{
    None = 0,

    /// <summary>Personal when it is the whole name.</summary>
    Whole = 1,

    /// <summary>Personal when the name ends in it.</summary>
    Ending = 2,

    /// <summary>Not personal, although it ends in a personal word.</summary>
    Harmless = 4,

    /// <summary>The name asks a yes-or-no question, or counts.</summary>
    Question = 8,

    /// <summary>Says which one or in which form; the word before it decides.</summary>
    Qualifier = 16,
}

using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Reads one letter of a field name and takes its accent off, composed (é) or combining (e + ◌́), full-width forms included. Letters of
/// Cyrillic and Greek that look like Latin ones are read as those: a name is what its reader sees.
/// Case is kept, because it marks where words begin.
/// </summary>
internal static class FoldedLetters
{
    private const string Latin1Base = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty";

    /// <summary>
    /// Returns how many bytes were read. <paramref name="first"/> is NUL for what carries no letter (a combining accent, a
    /// zero-width character); <paramref name="second"/> is used by ß, æ and œ only.
    /// </summary>
    internal static int Read(ReadOnlySpan<byte> text, out char first, out char second)
    {
        second = '\0';
        if (text[0] < 0x80)
        {
            // NUL means "nothing" to the caller; a NUL in a name separates words like any other control byte.
            first = text[0] == 0 ? ' ' : (char)text[0];
            return 1;
        }
        if (Rune.DecodeFromUtf8(text, out var rune, out var used) != System.Buffers.OperationStatus.Done)
        {
            first = ' ';
            return Math.Max(used, 1);
        }
        first = Fold(rune.Value, out second);
        return used;
    }

    // Letters of Cyrillic and Greek that look like those of Latin, each behind the Latin one.
    private const string LookAlikes =
        "aаAАAΑαbВВBΒcсСCϲdԁeеEЕEΕεFϜgɡhһHНHΗiіІIΙιӀjјJЈkкKКKΚκlӏmМMΜnΝNпoоОOοΟσpрРPρΡqԛrгsѕSЅtтTТTΤτuυuսvνwԝxхХXχΧyуYУyүYΥzΖZ";

    private static readonly FrozenDictionary<char, char> LatinOf = LatinLetters();

    private static FrozenDictionary<char, char> LatinLetters()
    {
        var letters = new Dictionary<char, char>();
        var latin = 'a';
        foreach (var letter in LookAlikes)
        {
            if (char.IsAscii(letter))
                latin = letter;
            else
                letters.TryAdd(letter, latin);
        }
        return letters.ToFrozenDictionary();
    }

    private static char Fold(int letter, out char second)
    {
        second = '\0';
        switch (letter)
        {
            case 0xDF:
                second = 's';
                return 's';
            case 0xC6 or 0xE6:
                second = 'e';
                return 'a';
            case 0x152 or 0x153:
                second = 'e';
                return 'o';
            case >= 0xC0 and <= 0xFF:
                return Latin1Base[letter - 0xC0];
            case 0xAD or (>= 0x300 and <= 0x36F) or (>= 0x200B and <= 0x200D) or 0xFEFF:
                return '\0';
            case >= 0xFF01 and <= 0xFF5E:
                return (char)(letter - 0xFEE0);
            case 0xA0 or (>= 0x2000 and <= 0x200A) or (>= 0x2010 and <= 0x2015) or 0x3000:
                return ' ';
            case (>= 0x370 and <= 0x52F) or 0x261 or 0x57D:
                return LatinOf.GetValueOrDefault((char)letter, (char)letter);
            case >= 0x1D400 and <= 0x1D6A3:
                return MathLetter(letter - 0x1D400);
            case (>= 0x2060 and <= 0x2064) or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0xFE00 and <= 0xFE0F):
                return '\0';
            default:
                return letter <= char.MaxValue ? (char)letter : '\uFFFD';
        }
    }

    // Bold, italic, script: thirteen alphabets one behind the other.
    private static char MathLetter(int place)
    {
        place %= 52;
        return (char)(place < 26 ? 'A' + place : 'a' + place - 26);
    }
}

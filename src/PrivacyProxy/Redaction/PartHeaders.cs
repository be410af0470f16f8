using System.Text;
using Microsoft.Net.Http.Headers;

namespace PrivacyProxy.Redaction;

/// <summary>The headers of one part of a multipart form: its field name, and what it says of a file.</summary>
internal sealed class PartHeaders
{
    private PartHeaders(byte[] name, byte[]? fileName, string? contentType)
    {
        Name = name;
        _fileName = fileName;
        _contentType = contentType;
    }

    private readonly byte[]? _fileName;
    private readonly string? _contentType;

    public byte[] Name { get; }

    public bool IsFile => _fileName is not null;

    /// <summary>
    /// Reads the header lines. null when they are not exactly one <c>Content-Disposition: form-data</c> with a name, or a
    /// line has another form than <c>name: value</c>, or the content is transfer-encoded (deprecated, RFC 7578 4.7).
    /// </summary>
    public static PartHeaders? Read(ReadOnlySpan<byte> lines)
    {
        string? disposition = null;
        string? contentType = null;
        foreach (var range in lines.Split("\r\n"u8))
        {
            var line = Encoding.UTF8.GetString(lines[range]);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan().ContainsAny('\r', '\n', '\0'))
                return null;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToUpperInvariant())
            {
                case "CONTENT-DISPOSITION" when disposition is null:
                    disposition = value;
                    break;
                case "CONTENT-TYPE" when contentType is null:
                    contentType = value;
                    break;
                case "CONTENT-DISPOSITION" or "CONTENT-TYPE" or "CONTENT-TRANSFER-ENCODING":
                    return null;
                default:
                    break;
            }
        }

        if (!ContentDispositionHeaderValue.TryParse(disposition, out var parsed) || !parsed.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
            || HasDuplicates(parsed))
        {
            return null;
        }

        // Readers disagree about backslashes in quotes (RFC 7578 section 4.2); browsers write none.
        var written = HeaderUtilities.RemoveQuotes(parsed.Name).ToString();
        using var name = new ByteBuffer(256);
        name.Append(Encoding.UTF8.GetBytes(written));
        if (written.Contains('\\', StringComparison.Ordinal) || !ParameterName.TryRead(name) || name.Length == 0)
            return null;
        var file = parsed.FileName.HasValue || parsed.FileNameStar.HasValue
            ? (parsed.FileNameStar.HasValue ? parsed.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(parsed.FileName).ToString())
            : null;
        return new PartHeaders(
            name.Span.ToArray(),
            file is null ? null : Encoding.UTF8.GetBytes(file),
            MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType.ToString() : null);
    }

    /// <summary>Writes the delimiter and the headers in one canonical form.</summary>
    public void Append(ReadOnlySpan<byte> delimiter, ByteBuffer output)
    {
        output.Append(delimiter);
        output.Append("\r\nContent-Disposition: form-data; name=\""u8);
        AppendQuoted(Name, output);
        if (_fileName is not null)
        {
            output.Append("\"; filename=\""u8);
            AppendQuoted(_fileName, output);
        }

        output.Append("\"\r\n"u8);
        if (_contentType is not null)
        {
            output.Append("Content-Type: "u8);
            output.Append(Encoding.ASCII.GetBytes(_contentType));
            output.Append("\r\n"u8);
        }

        output.Append("\r\n"u8);
    }

    private static bool HasDuplicates(ContentDispositionHeaderValue disposition) =>
        disposition.Parameters.GroupBy(p => p.Name.ToString(), StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1);

    /// <summary>
    /// Quotes and line ends are percent-encoded, as browsers do (WHATWG HTML, multipart form data); a backslash, too, which
    /// would take the closing quote away for some readers.
    /// </summary>
    private static void AppendQuoted(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        foreach (var b in value)
        {
            switch (b)
            {
                case (byte)'"':
                    output.Append("%22"u8);
                    break;
                case (byte)'\\':
                    output.Append("%5C"u8);
                    break;
                case (byte)'\r':
                    output.Append("%0D"u8);
                    break;
                case (byte)'\n':
                    output.Append("%0A"u8);
                    break;
                default:
                    output.Append(b);
                    break;
            }
        }
    }
}

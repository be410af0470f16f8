using System.Text.Json;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>Masks the attributes of one element, or those of them that changed.</summary>
internal static class AttributeWalk
{
    /// <summary>Writes the object of attributes that the reader stands on. False when it is none.</summary>
    /// <param name="reader">Stands behind the object afterwards.</param>
    /// <param name="redactor">The site's rules for URLs.</param>
    /// <param name="output">Where the object is appended.</param>
    /// <param name="masked">Room for one value at a time.</param>
    public static bool Write(ref RecordingReader reader, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var frame = reader.EnterObject();
        var (read, written) = (0, 0);
        output.Append((byte)'{');
        while (reader.NextMember(ref frame, ref read))
        {
            if (ElementAttribute.Find(reader.Name) is not { } attribute)
            {
                reader.Skip();
                continue;
            }

            var start = output.Length;
            if (written > 0)
                output.Append((byte)',');
            output.Append(attribute.Written);
            if (WriteValue(ref reader, attribute.Kind, redactor, output, masked))
                written++;
            else
                output.CutTo(start);
        }

        output.Append((byte)'}');
        return true;
    }

    private static bool WriteValue(ref RecordingReader reader, AttributeKind kind, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        switch (reader.Token)
        {
            case JsonTokenType.Null or JsonTokenType.True or JsonTokenType.False:
                // Null: taken away. True: there without a value.
                output.Append(reader.Raw);
                return true;
            case JsonTokenType.Number when kind is AttributeKind.Words:
                return RecordingNumber.TryWrite(reader.Raw, RecordingNumber.Largest, output);
            case JsonTokenType.StartObject when kind is AttributeKind.Style:
                WriteStyle(ref reader, redactor, output, masked);
                return true;
            case JsonTokenType.String:
                masked.Clear();
                if (!kind.TryMask(reader.Text(), redactor, masked))
                    return false;
                JsonText.AppendString(masked.Span, output);
                return true;
            default:
                reader.Skip();
                return false;
        }
    }

    /// <summary>The changed properties of a <c>style</c> attribute: a value, a value with its priority, or false for none.</summary>
    private static void WriteStyle(ref RecordingReader reader, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        var frame = reader.EnterObject();
        var (read, written) = (0, 0);
        output.Append((byte)'{');
        while (reader.NextMember(ref frame, ref read))
        {
            if (!StyleMask.IsProperty(reader.Name))
            {
                reader.Skip();
                continue;
            }

            var start = output.Length;
            if (written > 0)
                output.Append((byte)',');
            JsonText.AppendString(reader.Name, output);
            output.Append((byte)':');
            if (WriteStyleValue(ref reader, redactor, output, masked))
                written++;
            else
                output.CutTo(start);
        }

        output.Append((byte)'}');
    }

    private static bool WriteStyleValue(ref RecordingReader reader, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        switch (reader.Token)
        {
            case JsonTokenType.String:
                masked.Clear();
                StyleMask.Write(reader.Text(), redactor, masked);
                JsonText.AppendString(masked.Span, output);
                return true;
            case JsonTokenType.False:
                output.Append("false"u8);
                return true;
            case JsonTokenType.StartArray:
                WriteWithPriority(ref reader, redactor, output, masked);
                return true;
            default:
                reader.Skip();
                return false;
        }
    }

    /// <summary>The value and its priority, which is a word of CSS as well.</summary>
    private static void WriteWithPriority(ref RecordingReader reader, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        var count = 0;
        output.Append((byte)'[');
        reader.Advance();
        for (; reader.Token != JsonTokenType.EndArray; reader.Advance(), count++)
        {
            if (reader.Token != JsonTokenType.String)
                throw new JsonException();
            if (count > 0)
                output.Append((byte)',');
            WriteStyleValue(ref reader, redactor, output, masked);
        }

        output.Append((byte)']');
    }
}

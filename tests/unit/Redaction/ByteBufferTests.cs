using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class ByteBufferTests
{
    [Fact]
    public void Grows_and_keeps_what_was_written()
    {
        using var buffer = new ByteBuffer(1);
        for (var i = 0; i < 5000; i++)
            buffer.Append((byte)i);
        Assert.Equal(5000, buffer.Length);
        for (var i = 0; i < 5000; i++)
            Assert.Equal((byte)i, buffer.Span[i]);
    }

    [Fact]
    public void Forgets_what_was_cut()
    {
        using var buffer = new ByteBuffer();
        buffer.Append("abcdef"u8);
        buffer.CutTo(3);
        buffer.Append("x"u8);
        Assert.True(buffer.Span.SequenceEqual("abcx"u8));
    }
}

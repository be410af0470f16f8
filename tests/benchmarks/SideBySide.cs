using System.Diagnostics;
using System.Text.Json;

namespace PrivacyProxy.Benchmarks;

/// <summary>
/// The two ratios that redaction is held to, measured by turns of a few operations each, so that a noisy machine disturbs
/// both sides alike. What disturbs only ever adds, so the least of the turns is what the code itself costs.
/// </summary>
internal static class SideBySide
{
    private const int Turns = 20_000;
    private const int OperationsPerTurn = 4;

    public static void Print(TextWriter output)
    {
        var redaction = new RedactionUnderTest();
        var json = RedactionUnderTest.Batch(10);
        var form = RedactionUnderTest.Form(json);
        Compare($"{json.Length} bytes of JSON, read and redacted", () => Read(json), () => redaction.Json(json), output);
        Compare(
            "JSON, decoding and encoding, and the same in a form",
            () => redaction.Json(json) + redaction.DecodeAndEncode(form.AsSpan("data=".Length)),
            () => redaction.Form(form),
            output);
    }

    public static int Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    private static void Compare(string what, Func<int> first, Func<int> second, TextWriter output)
    {
        var (firsts, seconds) = (new double[Turns], new double[Turns]);
        for (var turn = 0; turn < Turns; turn++)
        {
            firsts[turn] = Time(first);
            seconds[turn] = Time(second);
        }

        Array.Sort(firsts);
        Array.Sort(seconds);
        Write("least ", firsts[0], seconds[0]);
        Write("median", firsts[Turns / 2], seconds[Turns / 2]);

        void Write(string kind, double one, double other) =>
            output.WriteLine($"{what}: {kind} {one:0.0} us, {other:0.0} us, ratio {other / one:0.00}");
    }

    private static double Time(Func<int> operation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < OperationsPerTurn; i++)
            operation();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / OperationsPerTurn;
    }
}

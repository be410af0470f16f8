using System.Net;

namespace PrivacyProxy.Load.Engine;

/// <summary>Sends one request again and again. The scenarios and the report know nothing else of an engine.</summary>
internal interface ILoadEngine
{
    Task<LoadResult> Run(LoadPlan plan, CancellationToken cancelled);
}

/// <summary>The work of one round.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Request">The bytes of one whole HTTP/1.1 request.</param>
/// <param name="Connections">How many are kept open.</param>
/// <param name="Rate">Requests per second, whatever the answers do; 0: each connection sends when it has its answer.</param>
/// <param name="Duration">How long new requests are sent.</param>
internal sealed record LoadPlan(IPEndPoint Target, ReadOnlyMemory<byte> Request, int Connections, int Rate, TimeSpan Duration);

/// <summary>What came of a round.</summary>
/// <param name="Sent">Requests, answered or not.</param>
/// <param name="Errors">Requests without an answer, or with another than 200.</param>
/// <param name="Latencies">Of the answered ones, sorted. With a rate, counted from the moment a request was due: a server
/// that stalls is charged for those that it kept waiting.</param>
internal sealed record LoadResult(int Sent, int Errors, IReadOnlyList<TimeSpan> Latencies);

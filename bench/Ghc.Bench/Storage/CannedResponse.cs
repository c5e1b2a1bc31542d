using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Ghc.Bench.Storage;

/// <summary>An answer that was known before the question.</summary>
internal sealed class CannedResponse(int status, byte[] body, string contentType, params ReadOnlySpan<(string Name, string Value)> more)
    : Response
{
    public static readonly string Tag = "W/\"datetime'2022-07-15T02%3A00%3A00.0000000Z'\"";

    private static readonly byte[] Empty = [];

    private readonly (string Name, string Value)[] headers =
    [
        ("Content-Type", contentType),
        ("ETag", Tag),
        ("x-ms-version", "2019-02-02"),
        ("x-ms-request-id", "00000000-0000-0000-0000-000000000000"),
        ("Date", "Fri, 15 Jul 2022 02:00:00 GMT"),
        .. more,
    ];

    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; } = new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);

    public override string ClientRequestId { get; set; } = "";

    public static CannedResponse Nothing(int status) => new(status, Empty, "application/json");

    public static CannedResponse Json(byte[] body, params ReadOnlySpan<(string Name, string Value)> more) =>
        new(200, body, "application/json;odata=minimalmetadata;streaming=true;charset=utf-8", more);

    public static CannedResponse Xml(int status, byte[] body) => new(status, body, "application/xml");

    /// <summary>The SDK reads a buffered body after it has disposed of the message.</summary>
    public override void Dispose() { }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Name, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

using System.Text.Json.Serialization;

namespace Ghc.Functions.Messaging;

/// <summary>What a laboratory sends, as it stands in the queue; docs/messages.md explains each member.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LabResultMessage(
    string? Schema,
    string? Laboratory,
    string? Accession,
    int? Revision,
    string? Status,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Name,
    string? Assay,
    bool? Pooled,
    string? Result,
    DateTimeOffset? SampledAt,
    DateTimeOffset? ReportedAt)
{
    public const string SchemaName = "ghc.lab-result.v1";
    public const string BatchSchemaName = "ghc.lab-results.v1";
}

/// <summary>What a border sends.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BorderCrossingMessage(
    string? Schema,
    string? Port,
    string? Direction,
    DateTimeOffset? CrossedAt,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Name)
{
    public const string SchemaName = "ghc.border-crossing.v1";
}

/// <summary>Ours: the facts of a document changed, so its color may have.</summary>
public sealed record RecomputeColorMessage(string Schema, string DocumentKey, string Cause)
{
    public const string SchemaName = "ghc.recompute-color.v1";

    /// <summary>When the laboratory reported, if a result is the cause: how long it took to count is measured from here.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }

    public static RecomputeColorMessage For(string documentKey, string cause) => new(SchemaName, documentKey, cause);
}

/// <summary>Ours: a text to send. <paramref name="Id"/> is the same for the same text, however often it is asked for; recipient and words are sealed.</summary>
public sealed record TextMessage(string Schema, string Id, DateTimeOffset QueuedAt, string Sealed)
{
    public const string SchemaName = "ghc.text.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Ours: the color of a claimed code may be news to its owner, or (<paramref name="Seen"/>) is none any more.</summary>
public sealed record ColorNewsMessage(string Schema, string DocumentKey, string? Seen)
{
    public const string SchemaName = "ghc.color-news.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Event Grid's: what became of a text. CloudEvents 1.0 around the provider's data, of which only this much is read.</summary>
public sealed record DeliveryReportMessage(string? Type, DeliveryReport? Data)
{
    public const string EventType = "Microsoft.Communication.SMSDeliveryReportReceived";
}

/// <param name="Tag">The id of the text.</param>
/// <param name="To">E.164.</param>
public sealed record DeliveryReport(string? Tag, string? To, string? DeliveryStatus)
{
    public const string Delivered = "Delivered";
}

public sealed record TextContent(string To, string Text);

/// <summary>Ours: one scan at a place.</summary>
public sealed record VisitMessage(string Schema, string Id, string PlaceId, string PlaceName, string DocumentKey, DateTimeOffset ScannedAt)
{
    public const string SchemaName = "ghc.visit.v1";

    /// <summary>A time near the scan that is the same for every scan that is the same visit, so that all of them are one row.</summary>
    public DateTimeOffset? KeyedAt { get; init; }

    /// <summary>Of a code on paper that was read with network: it may have been revoked, so that nobody was let in. Not kept.</summary>
    public string? PrintId { get; init; }

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Ours: what two officers signed is to be done, or to go on from its checkpoint.</summary>
public sealed record MeasureMessage(string Schema, string MeasureId)
{
    public const string SchemaName = "ghc.measure.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

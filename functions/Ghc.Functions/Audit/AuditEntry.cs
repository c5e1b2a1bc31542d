namespace Ghc.Functions.Audit;

/// <summary>
/// One act of staff. <paramref name="Subject"/> and <paramref name="Details"/> hold keys and codes, never personal data; an act that
/// concerned several people names them all in its details, with spaces between.
/// </summary>
/// <param name="Sequence">Its place in the chain of its actor.</param>
/// <param name="Actor">The phone key of who did it, or "operator" for the command line.</param>
/// <param name="Hash">Over this entry and the hash of the one before, under the pepper: who changes an entry breaks the chain, and cannot
/// mend it.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Actor, string Action, string Subject, string Details, string Hash)
{
    /// <summary>A text that the act brought into the system, such as a mended message. The details hold its hash.</summary>
    public string? Attachment { get; init; }
}

/// <summary>The head of a chain at some time, as the log kept it: a place that the app can add to and change nothing in.</summary>
public sealed record AuditAnchor(string Chain, long Sequence, string Hash);

/// <summary>Where a chain does not hold.</summary>
public sealed record AuditBreak(string Chain, AuditEntry Entry);

/// <summary>Which entries to list; what is null is not looked at. A subject is found in the details too.</summary>
public sealed record AuditFilter(string? Actor = null, string? Subject = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    public bool Fits(AuditEntry entry) =>
        (Actor is null || entry.Actor == Actor)
        && (Subject is null || entry.Subject == Subject || entry.Details.Split(' ').Contains(Subject))
        && !(entry.At < Since)
        && !(entry.At >= Until);
}

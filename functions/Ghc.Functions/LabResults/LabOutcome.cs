using Ghc.Domain;
using Ghc.Domain.LabResults;
using Ghc.Functions.Senders;

namespace Ghc.Functions.LabResults;

/// <summary>The outcome of one message, as the laboratory reads it. It holds no values of the message but accession and revision.</summary>
/// <param name="Outcome">accepted · duplicate · superseded · rejected · question</param>
/// <param name="Reason">For rejected: a code of <see cref="SenderRefusals"/>; for accepted <see cref="Contradicted"/>,
/// <see cref="Conflict"/> or nothing.</param>
/// <param name="Errors">The fields of a message that could not be understood.</param>
public sealed record LabOutcome(
    string? Accession,
    int? Revision,
    string Outcome,
    string? Reason,
    IReadOnlyList<FieldError>? Errors,
    DateTimeOffset At
)
{
    /// <summary>What was wrong with an accepted message.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Superseded = "superseded";
    public const string Rejected = "rejected";

    /// <summary>A question to the laboratory: check this result, and send another revision, corrected or as it was.</summary>
    public const string Question = "question";

    /// <summary>The reason of a question: the person whom the result is about says that it is wrong or not theirs.</summary>
    public const string CorrectionAsked = "correction-asked";

    /// <summary>Another message with this revision says something else.</summary>
    public const string Contradicted = "revision-contradicted";

    /// <summary>Another message with this accession and revision is about another document.</summary>
    public const string Conflict = "conflict";

    public static LabOutcome Of(string accession, int revision, Standing standing, DateTimeOffset at) =>
        standing switch
        {
            Standing.Accepted => new(accession, Revisions.Numbered(revision), Accepted, null, null, at),
            Standing.Contradicted => new(accession, Revisions.Numbered(revision), Accepted, Contradicted, null, at),
            Standing.Conflict => new(accession, Revisions.Numbered(revision), Accepted, Conflict, null, at),
            _ => new(accession, Revisions.Numbered(revision), Superseded, null, null, at),
        };

    public static LabOutcome Of(string? accession, int? revision, Refusal why, DateTimeOffset at) =>
        new(accession, revision, Rejected, why.Code, why.Errors.Count == 0 ? null : why.Errors, at);
}

/// <summary>A message that was understood, with the accession it is about.</summary>
public sealed record LabArrival(string Accession, Arrival Arrival, Remarks Remarks);

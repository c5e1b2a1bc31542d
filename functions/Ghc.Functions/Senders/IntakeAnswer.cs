namespace Ghc.Functions.Senders;

/// <param name="Messages">How many messages the body became; they are in the queue.</param>
/// <param name="Outcomes">Where to read what became of them; absent for a sender that has no outcomes.</param>
public sealed record IntakeAnswer(int Messages, string? Outcomes);

namespace Ghc.LocalHost.Texts;

/// <summary>A text message that would have been sent.</summary>
/// <param name="SentAt">UTC.</param>
public sealed record LocalText(string To, string Text, DateTime SentAt);

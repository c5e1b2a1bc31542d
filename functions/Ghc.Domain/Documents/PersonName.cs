namespace Ghc.Domain.Documents;

/// <summary>placeholder until parsed types land</summary>
public sealed record PersonName(string Text);

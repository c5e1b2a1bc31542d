namespace Ghc.Domain.Facts;

/// <summary>What is known about a holder and can matter for the color: a crossing, a laboratory result or a measure.</summary>
public abstract record Fact;

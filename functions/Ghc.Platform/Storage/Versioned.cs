using Azure;

namespace Ghc.Platform.Storage;

/// <summary>A stored value with the ETag it was read with; both are null if there is none.</summary>
public sealed record Versioned<T>(T? Value, ETag? ReadAs)
    where T : class
{
    public static readonly Versioned<T> Absent = new(null, null);
}

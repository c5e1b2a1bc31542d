namespace Ghc.Domain.LabResults;

/// <summary>Why a result does not count.</summary>
public enum NotCounted
{
    /// <summary>
    /// The laboratory corrected it: a higher revision of the same accession counts, or of two with one number the more severe.
    /// </summary>
    Superseded,

    /// <summary>The laboratory took it back.</summary>
    Cancelled,

    /// <summary>A later revision names another document.</summary>
    Moved,
}

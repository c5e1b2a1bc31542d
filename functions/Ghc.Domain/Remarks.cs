namespace Ghc.Domain;

/// <summary>
/// What is wrong with a reported fact that counts all the same. The names are the codes of the contract in kebab case, such as
/// <c>name-unreadable</c>. Flags rather than a list, because facts are compared by value.
/// </summary>
[Flags]
public enum Remarks
{
    None = 0,

    /// <summary>The name is missing or not a name. The document says whose the fact is.</summary>
    NameUnreadable = 1 << 0,

    /// <summary>The document has no issuance number, or it could not be read.</summary>
    IssuanceIgnored = 1 << 1,

    /// <summary>The report time is missing, unreadable or impossible; the sampling time is used.</summary>
    ReportTimeAssumed = 1 << 2,

    ReportTimeInFuture = 1 << 3,

    /// <summary>A result that must not wait for its time: it counts from its arrival.</summary>
    SampledInFuture = 1 << 4,

    /// <summary>A time has no offset; it is taken for China time.</summary>
    OffsetAssumed = 1 << 5,

    /// <summary>The status is unknown; the result counts as final.</summary>
    StatusAssumed = 1 << 6,

    /// <summary>The assay is unknown. A negative counts as an antigen test, which releases from less.</summary>
    AssayAssumed = 1 << 7,

    /// <summary>Whether the sample was pooled is unreadable; what keeps the color worse is assumed.</summary>
    PooledAssumed = 1 << 8,

    /// <summary>
    /// The revision is unreadable, or it is missing and so is the report time: the report time decides, without one it is the first
    /// revision.
    /// </summary>
    RevisionAssumed = 1 << 9,

    /// <summary>The message has a member that the schema does not have.</summary>
    UnknownMember = 1 << 10,

    /// <summary>The port is missing or unreadable.</summary>
    PortUnreadable = 1 << 11,

    /// <summary>The direction is missing or unreadable; an entry is assumed.</summary>
    DirectionAssumed = 1 << 12,

    /// <summary>The name in Chinese characters is not a name.</summary>
    ChineseNameUnreadable = 1 << 13,

    /// <summary>By its form the number may lack zeros at its start, which spreadsheets drop.</summary>
    NumberMayLackZeros = 1 << 14,

    /// <summary>By its form the number may have a letter for a digit that looks like it, or the other way round.</summary>
    NumberMayBeMisread = 1 << 15,
}

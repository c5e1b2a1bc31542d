namespace Ghc.Functions.LabResults;

/// <summary>Section <c>Laboratories</c>.</summary>
public sealed class LaboratoryOptions
{
    public const string Section = "Laboratories";

    /// <summary>Whether messages of laboratories that are not registered are put aside. Off, anybody who may send to the queue may send in a name that nobody registered.</summary>
    public bool RequireRegistration { get; set; }
}

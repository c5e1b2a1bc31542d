namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the <c>HttpRequest</c> parameter of an HTTP function. No methods means all of them.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    // An array because Microsoft's signature is one.
#pragma warning disable CA1819
    public string[]? Methods { get; } = methods;
#pragma warning restore CA1819

    /// <summary>Route template below the <c>routePrefix</c> of host.json; the name of the function when it is null.</summary>
    public string? Route { get; set; }
}

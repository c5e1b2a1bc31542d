namespace Ghc.Bench.Servers;

/// <summary>A function app that can be started.</summary>
/// <param name="Host">ghc-local-host.dll, which runs it.</param>
/// <param name="Folder">Where it was published or built.</param>
/// <param name="FirstPath">A function that answers without storage.</param>
internal sealed record PublishedApp(string Host, string Folder, string FirstPath);

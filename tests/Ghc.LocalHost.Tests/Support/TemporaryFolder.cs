namespace Ghc.LocalHost.Tests.Support;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ghc-local-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

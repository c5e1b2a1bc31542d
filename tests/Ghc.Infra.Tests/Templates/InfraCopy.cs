namespace Ghc.Infra.Tests.Templates;

/// <summary>A copy of infra/ to spoil; gone afterwards.</summary>
internal sealed class InfraCopy : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ghc-infra");

    public InfraCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Bicep.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Bicep.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder => directory.FullName;

    public void Replace(string file, string sound, string faulty)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, faulty, StringComparison.Ordinal));
    }

    public void Dispose() => directory.Delete(recursive: true);
}

using Ghc.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using PublicApiGenerator;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class PublicApiTests
{
    /// <summary>Whatever is added here, the app can use; it must then exist in Microsoft's packages with the same signature (docs/adr/0001).</summary>
    [Fact]
    public void LocalWorker_PublicTypes_AreTheApprovedOnes()
    {
        var file = Path.Combine(Azurite.RepositoryRoot, "tests", "Ghc.Functions.Tests", "LocalWorker", "PublicApi.approved.txt");
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };

        var api = typeof(FunctionAttribute).Assembly.GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), api);
    }
}

namespace Ghc.Infra.Tests.Deployment;

/// <summary>Ending a laboratory's access works although the account is locked, and the lock is back afterwards, whatever happens.</summary>
public sealed class EndAccessTests : IDisposable
{
    private const string Principal = "33333333-3333-3333-3333-333333333333";
    private const string Assignment =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/ghcdatax/queueServices/default/queues/lab-results/providers/Microsoft.Authorization/roleAssignments/1";
    private readonly SimulatedAzure azure = new();

    public EndAccessTests()
    {
        azure.Write("lock", "");
        azure.Write("assignments", Assignment + "\n");
    }

    public void Dispose() => azure.Dispose();

    [Fact]
    public async Task Assignment_UnderALock_IsDeleted_AndTheLockIsBack()
    {
        var (exitCode, said) = await EndAsync();

        Assert.True(exitCode == 0, said);
        Assert.Equal("", azure.Read("assignments").Trim());
        Assert.True(azure.Has("lock"));
    }

    [Fact]
    public async Task Deletion_ThatFails_LeavesTheLock()
    {
        azure.Write("broken", "");

        var (exitCode, _) = await EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Equal(Assignment, azure.Read("assignments").Trim());
        Assert.True(azure.Has("lock"));
    }

    [Fact]
    public async Task Account_WithoutALock_GetsNone()
    {
        File.Delete(Path.Combine(azure.StateFolder, "lock"));

        var (exitCode, said) = await EndAsync();

        Assert.True(exitCode == 0, said);
        Assert.False(azure.Has("lock"));
    }

    [Fact]
    public async Task Principal_WithoutARole_IsSaid()
    {
        azure.Write("assignments", "");

        var (exitCode, said) = await EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("has no role", said, StringComparison.Ordinal);
        Assert.True(azure.Has("lock"));
    }

    [Fact]
    public async Task Fault_LockNotTakenOff_IsSeen()
    {
        azure.Change("tools/deploy/end-access.sh", "  az lock delete \"${lock[@]}\"\n", "");

        Assert.NotEqual(0, (await EndAsync()).ExitCode);
    }

    private Task<(int ExitCode, string Said)> EndAsync() =>
        azure.RunAsync("end-access.sh", [Principal], new Dictionary<string, string> { ["GHC_RESOURCE_GROUP"] = "g" });
}

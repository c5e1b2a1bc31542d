using Ghc.LocalWorker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ghc-settings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void LocalSettings_ValuesAndConnectionStrings_AreConfiguration()
    {
        Write("local.settings.json", """
            { // the Core Tools allow comments
              "IsEncrypted": false, "Values": { "Sms__From": "GHC", "Limit": 5 }, "ConnectionStrings": { "DataStorage": "UseDevelopmentStorage=true" }, }
            """);

        var configuration = Builder().Configuration;

        Assert.Equal("GHC", configuration["Sms:From"]);
        Assert.Equal("5", configuration["Limit"]);
        Assert.Equal("UseDevelopmentStorage=true", configuration.GetConnectionString("DataStorage"));
    }

    [Fact]
    public void LocalSettings_SameKeyOnTheCommandLine_Loses()
    {
        Write("local.settings.json", """{"Values":{"A__B":"file","GHC_PORT":"7172"}}""");

        Assert.Equal("argument", Builder("--A:B=argument").Configuration["A:B"]);
    }

    [Fact]
    public void LocalSettings_SameKeyInTheEnvironment_Loses()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Write("local.settings.json", """{"Values":{"PATH":"file"}}""");

        Assert.Equal(path, Builder().Configuration["PATH"]);
    }

    [Fact]
    public void LocalSettings_NamedFile_IsReadInstead()
    {
        Write("local.settings.json", """{"Values":{"Who":"usual"}}""");
        Write("demo.json", """{"Values":{"Who":"named"}}""");

        Assert.Equal("named", Builder("--GHC_SETTINGS=demo.json").Configuration["Who"]);
    }

    [Theory]
    [InlineData("""{"IsEncrypted":true,"Values":{}}""", "is encrypted")]
    [InlineData("{", "is not valid JSON")]
    public void LocalSettings_CannotBeRead_FailsSayingWhy(string text, string why)
    {
        Write("local.settings.json", text);

        var fault = Assert.Throws<InvalidOperationException>(() => Builder());

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LocalSettings_NamedFileMissing_Fails() =>
        Assert.Contains("GHC_SETTINGS", Assert.Throws<InvalidOperationException>(() => Builder("--GHC_SETTINGS=none.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void HostJson_Values_AreRead()
    {
        Write("host.json", """
            {"extensions":{"http":{"routePrefix":"v1"},"queues":{"batchSize":4,"maxDequeueCount":2,"visibilityTimeout":"00:00:07",
            "maxPollingInterval":"00:00:03","messageEncoding":"none"}}}
            """);

        var host = Read(("LocalWorker:HostJson", Path.Combine(folder.FullName, "host.json")), ("LocalWorker:QueueLease", "00:00:30"));

        Assert.Equal("v1", host.RoutePrefix);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 4,
                NewBatchThreshold = 2,
                MaxDequeueCount = 2,
                VisibilityTimeout = TimeSpan.FromSeconds(7),
                MaxPollingInterval = TimeSpan.FromSeconds(3),
                Base64 = false,
                Lease = TimeSpan.FromSeconds(30),
            },
            host.Queues);
    }

    [Fact]
    public void HostJson_Empty_HasTheDefaultsOfTheRealHost()
    {
        Write("host.json", "{}");

        var host = Read(("LocalWorker:HostJson", Path.Combine(folder.FullName, "host.json")));

        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal((16, 8, 5, TimeSpan.Zero), (host.Queues.BatchSize, host.Queues.NewBatchThreshold, host.Queues.MaxDequeueCount, host.Queues.VisibilityTimeout));
        Assert.Equal((TimeSpan.FromMinutes(1), true, TimeSpan.FromMinutes(10)), (host.Queues.MaxPollingInterval, host.Queues.Base64, host.Queues.Lease));
    }

    [Theory]
    [InlineData("batchSize", "33")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("maxPollingInterval", "00:00:00.05")]
    [InlineData("messageEncoding", "hex")]
    public void HostJson_ValueOutOfRange_FailsNamingIt(string name, string value) =>
        Assert.Contains(
            name, Assert.Throws<InvalidOperationException>(() => Read(($"AzureFunctionsJobHost:extensions:queues:{name}", value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { "--GHC_PORT=7199" }, "http://localhost:7199")]
    [InlineData(new[] { "--GHC_PORT=7199", "--urls=http://127.0.0.1:7200" }, "http://127.0.0.1:7200")]
    public void Urls_PortOrAddressGiven_AreUsed(string[] args, string expected) => Assert.Equal(expected, Builder(args).Configuration["urls"]);

    private static HostSettings Read(params (string Key, string? Value)[] values) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => v.Value)).Build());

    private FunctionsApplicationBuilder Builder(params string[] args) => FunctionsApplication.CreateBuilder(["--contentRoot", folder.FullName, .. args]);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
}

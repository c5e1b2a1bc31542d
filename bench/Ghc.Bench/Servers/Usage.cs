using System.Text.Json.Serialization;

namespace Ghc.Bench.Servers;

/// <summary>What a worker used since it started.</summary>
internal sealed record Usage(TimeSpan Cpu, long Allocated, long WorkingSet, long StorageCalls)
{
    /// <summary>What its host used.</summary>
    [JsonIgnore]
    public TimeSpan HostCpu { get; init; }
}

[JsonSerializable(typeof(Usage))]
internal sealed partial class UsageJson : JsonSerializerContext;

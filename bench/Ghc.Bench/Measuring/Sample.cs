using HdrHistogram;

namespace Ghc.Bench.Measuring;

/// <summary>What one run of some operations took. Everything that is not known of a kind of run stays zero.</summary>
internal sealed record Sample(int Operations, TimeSpan Elapsed)
{
    /// <summary>Of the measured process alone, which for a function app is its worker; never of the one that makes the load.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>Of the local host, for a function app.</summary>
    public TimeSpan HostCpu { get; init; }

    public long Allocated { get; init; }

    public long StorageCalls { get; init; }

    /// <summary>Microseconds, as the caller saw them.</summary>
    public HistogramBase? Latency { get; init; }

    public double Throughput => Operations / Elapsed.TotalSeconds;

    public double CpuPerOperation => Cpu.TotalMicroseconds / Operations;

    /// <summary>What an instance in Azure is busy with: worker and host.</summary>
    public double InstanceCpuPerOperation => (Cpu + HostCpu).TotalMicroseconds / Operations;

    public double AllocatedPerOperation => (double)Allocated / Operations;

    public double TimePerOperation => Elapsed.TotalMicroseconds / Operations;

    public double LatencyAt(double percentile) => Latency!.GetValueAtPercentile(percentile);
}

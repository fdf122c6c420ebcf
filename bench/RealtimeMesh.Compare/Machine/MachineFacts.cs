using System.Runtime.InteropServices;

namespace RealtimeMesh.Compare.Machine;

/// <summary>What a reader has to know of the machine.</summary>
internal static class MachineFacts
{
    public static string Of() =>
        $"{Cpu()}, {Cores()} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, Linux {Kernel()}, {RuntimeInformation.FrameworkDescription}";

    // This process is held on one of them.
    private static int Cores() => File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));

    private static string Cpu() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? $"{RuntimeInformation.OSArchitecture}";

    private static string Kernel() => Environment.OSVersion.Version.ToString(2);
}

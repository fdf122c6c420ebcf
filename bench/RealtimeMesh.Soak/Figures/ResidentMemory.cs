using System.Globalization;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Soak.Figures;

internal static class ResidentMemory
{
    private const string Field = "VmRSS:";

    /// <returns>In KiB.</returns>
    /// <exception cref="InvalidOperationException">The process is gone; the message has its output.</exception>
    public static long Of(ServiceProcess service)
    {
        var status = service.HasExited ? [] : File.ReadLines($"/proc/{service.Id}/status");

        return status.FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan(Field.Length).TrimEnd("kB"), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{service.Project} ended by itself:\n{service.Output}");
    }
}

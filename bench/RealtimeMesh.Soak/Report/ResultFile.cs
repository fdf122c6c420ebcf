using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeMesh.Soak.Figures;
using RealtimeMesh.Soak.Load;

namespace RealtimeMesh.Soak.Report;

/// <summary>What is kept of a run: where and what it was, the verdict, the minutes.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Of too few samples the slope's error is infinite.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>The file's path.</returns>
    public static async Task<string> WriteAsync(
        SoakOptions options, DateTimeOffset at, IReadOnlyList<Sample> minutes, Verdict verdict, IReadOnlyList<string> remarks)
    {
        var content = new
        {
            At = at,
            options.Commit,
            Command = string.Create(CultureInfo.InvariantCulture, $"bench/soak --minutes {options.Minutes} --streams {options.Streams}"),
            Machine = $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}",
            Publisher.EventsPerSecond,
            verdict.Passes,
            verdict.IsLongEnough,
            MemoryKiB = verdict.Growths.ToDictionary(
                growth => growth.Name,
                growth => new
                {
                    growth.Warm,
                    growth.End,
                    SlopePerMinute = Math.Round(growth.Trend.PerMinute, 1),
                    SlopeError = Math.Round(growth.Trend.Error, 1),
                    InAnHour = Math.Round(growth.InAnHour, 3),
                }),
            Remarks = remarks,
            Minutes = minutes,
        };

        Directory.CreateDirectory(options.Results);
        var path = Path.Combine(options.Results, string.Create(CultureInfo.InvariantCulture, $"soak-{at:yyyy-MM-dd-HHmm}.json"));
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(content, Readable) + "\n");
        return path;
    }
}

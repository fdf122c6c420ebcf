using System.Text.Encodings.Web;
using System.Text.Json;

namespace RealtimeMesh.Compare.Report;

/// <summary>
/// <c>comparison.json</c>, <c>.md</c> and <c>.svg</c>: the newest result of each scenario. A run of one scenario leaves the others as they are, so each says when and of which commit it is.
/// </summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(string folder, ScenarioResult result)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "comparison.json");
        var results = File.Exists(file) ? JsonSerializer.Deserialize<List<ScenarioResult>>(await File.ReadAllTextAsync(file), Readable)! : [];
        if (results.FindIndex(earlier => earlier.Name == result.Name) is var index && index >= 0)
        {
            results[index] = result;
        }
        else
        {
            results.Add(result);
        }

        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Readable) + "\n");
        await File.WriteAllTextAsync(Path.ChangeExtension(file, "md"), string.Join('\n', results.SelectMany(MarkdownTable.Section)));
        await File.WriteAllTextAsync(Path.ChangeExtension(file, "svg"), BarPlot.Of(results));
    }
}

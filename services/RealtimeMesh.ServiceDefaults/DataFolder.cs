using Microsoft.Extensions.Configuration;

namespace RealtimeMesh.ServiceDefaults;

/// <summary>Where a machine without brokers and databases keeps its state: <c>RealtimeMesh:DataFolder</c>, or the user's data folder.</summary>
public static class DataFolder
{
    public const string Setting = "RealtimeMesh:DataFolder";

    public static string Path(IConfiguration configuration)
    {
        var folder = configuration[Setting] is { Length: > 0 } chosen
            ? chosen
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "realtime-mesh");

        return Directory.CreateDirectory(folder).FullName;
    }
}

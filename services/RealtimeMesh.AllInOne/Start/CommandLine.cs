namespace RealtimeMesh.AllInOne.Start;

/// <summary>The two arguments, and what to say of others.</summary>
internal static class CommandLine
{
    private static readonly string[] _known = ["--data", "--urls", "--environment"];

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--data"] = ServiceDefaults.DataFolder.Setting });
        // Whoever presses Ctrl+C does not want to wait until open tabs have been told one by one.
        builder.Configuration["Edge:DrainWindow"] ??= "00:00:01";

        return builder;
    }

    /// <returns>Null when the arguments can be understood.</returns>
    public static string? Problem(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!_known.Contains(name))
            {
                return $"'{args[i]}' is not an argument of this program.\n{Usage}";
            }

            if (!args[i].Contains('=', StringComparison.Ordinal) && (++i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal)))
            {
                return $"{name} needs a value.\n{Usage}";
            }
        }

        return null;
    }

    /// <returns>The exit code.</returns>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        return 2;
    }

    private const string Usage =
        """
        Everything in one process, nothing else installed.
          --data DIR    where the database and the development key are kept (default: the user's data folder)
          --urls URL    where to listen (default: http://127.0.0.1:8080)
        """;
}

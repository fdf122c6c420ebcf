using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>PostgreSQL refuses to run as root: then folder and server belong to another user of the machine.</summary>
internal static class PostgresFolder
{
    public static async Task InitializeAsync(DirectoryInfo folder, string programs, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await ChildProcess.RunAsync(new ProcessCommand("chown", $"{Owner.User}:{Owner.Group}", folder.FullName), cancellationToken);
        }

        await ChildProcess.RunAsync(
            AsOwner(Path.Combine(programs, "initdb"), "-D", folder.FullName, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"),
            cancellationToken);
    }

    public static ProcessCommand AsOwner(string program, params string[] arguments)
    {
        var command = Environment.IsPrivilegedProcess
            ? new ProcessCommand("setpriv", [$"--reuid={Owner.User}", $"--regid={Owner.Group}", "--clear-groups", program, .. arguments])
            : new ProcessCommand(program, arguments);

        // The line that says "ready" is waited for, so it must not be translated.
        return command with { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" } };
    }

    private static (string User, string Group) Owner { get; } = OwnerFrom(File.ReadLines("/etc/passwd").Select(line => line.Split(':')));

    private static (string User, string Group) OwnerFrom(IEnumerable<string[]> users)
    {
        var owner = users.Where(user => user[0] is "postgres" or "nobody").MaxBy(user => user[0])
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.");
        return (owner[2], owner[3]);
    }
}

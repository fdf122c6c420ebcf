using System.Runtime.InteropServices;

namespace RealtimeMesh.Testing.Processes;

internal static class ProcessGroup
{
    /// <summary>False when nobody is left to be signalled.</summary>
    public static bool SignalGroup(int leader, Signal signal) => Kill(-leader, (int)signal) == 0;

    public static bool SignalLeader(int leader, Signal signal) => Kill(leader, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

using System.Runtime.CompilerServices;

namespace RealtimeMesh.Containers.Tests.Servers;

internal static class ContainersOnly
{
    /// <summary>Servers installed on this machine would hide that containers do not work.</summary>
    [ModuleInitializer]
    public static void Choose() => Environment.SetEnvironmentVariable("REALTIMEMESH_TEST_SERVERS", "containers");
}

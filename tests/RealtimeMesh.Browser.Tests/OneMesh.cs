using RealtimeMesh.Browser.Tests.Hosting;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(BrowserMesh))]

// One mesh and one browser on a small machine: tests that break its parts must not meet others.
[assembly: Parallelization(Mode = ParallelMode.None)]

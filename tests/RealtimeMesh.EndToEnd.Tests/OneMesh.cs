using RealtimeMesh.Testing.Mesh;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(MeshFixture))]

// One mesh on a small machine: tests that stop its parts must not meet others.
[assembly: Parallelization(Mode = ParallelMode.None)]

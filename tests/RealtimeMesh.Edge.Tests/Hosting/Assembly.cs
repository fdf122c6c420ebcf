using RealtimeMesh.Testing.Servers;

[assembly: AssemblyFixture(typeof(RedisFixture))]

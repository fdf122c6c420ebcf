using RealtimeMesh.ContractDocuments;

if (args is not [var repository])
{
    Console.Error.WriteLine("Usage: eng/contracts");
    return 2;
}

foreach (var document in ContractDocument.All())
{
    File.WriteAllText(Path.Combine(repository, document.Path), document.Text);
    Console.WriteLine(document.Path);
}

return 0;

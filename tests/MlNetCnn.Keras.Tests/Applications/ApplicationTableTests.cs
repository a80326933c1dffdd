using System.IO.Compression;
using System.Text.Json;

namespace MlNetCnn.Keras.Tests;

public class ApplicationTableTests
{
    [Fact]
    public void There_is_a_table_for_every_application() => Assert.Equal(Applications.All.Select(a => a.Name), ApplicationTable.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_are_Keras_layers(string name)
    {
        var (table, info) = (ApplicationTable.Read(name), Applications.ByName(name));
        var top = info.Create();
        Assert.Equal((table.Name, table.Parameters), (top.Name, top.CountParams()));
        Assert.Equal(table.Layers.Select(l => string.Join('\t', l[..4])), ApplicationTable.Lines(top));
        Assert.Equal(table.Layers.Select(l => l[4]), ApplicationTable.Shapes(top));

        var notop = info.Create(includeTop: false);
        Assert.Equal((table.NameWithoutTop, table.ParametersWithoutTop), (notop.Name, notop.CountParams()));
        for (var i = 0; i < table.Sizes.Count; i++)
        {
            var model = info.Create(includeTop: false, inputShape: ApplicationTable.InputShape(table.Sizes[i]));
            var layers = table.Layers.Where(l => l[5 + i] != "-").ToArray();
            Assert.Equal(layers.Select(l => string.Join('\t', l[..4])), ApplicationTable.Lines(model));
            Assert.Equal(layers.Select(l => l[5 + i]), ApplicationTable.Shapes(model));
        }
    }

    [Fact]
    public void Configurations_are_Keras_configurations()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "Applications", "configs.json.gz")), CompressionMode.Decompress);
        using var text = new StreamReader(file);
        // Keras 3 writes the call's argument of every Dropout, which says nothing: see Node.Training.
        using var theirs = JsonDocument.Parse(text.ReadToEnd().Replace("\"kwargs\": {\"training\": false}", "\"kwargs\": {}", StringComparison.Ordinal));
        Assert.Equal(ApplicationTable.Names, theirs.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var application in theirs.RootElement.EnumerateObject())
        {
            using var ours = JsonDocument.Parse(Applications.ByName(application.Name).Create().ToJson());
            JsonCompare.Same(application.Value, ours.RootElement, application.Name);
        }
    }

    public static TheoryData<string> Names() => [.. ApplicationTable.Names];
}

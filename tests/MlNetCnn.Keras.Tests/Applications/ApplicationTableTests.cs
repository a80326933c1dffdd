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

    public static TheoryData<string> Names() => [.. ApplicationTable.Names];
}

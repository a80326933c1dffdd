using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Every byte as the functions of real Keras print it (Reference/Summary; the scripts there say how).</summary>
public sealed partial class RealSummaryTests
{
    public static TheoryData<int, string> Keras3Cases => Cases("keras3_summaries.json");

    public static TheoryData<int, string> Keras2Cases => Cases("keras2_summaries.json");

    [Theory]
    [MemberData(nameof(Keras3Cases))]
    public void Keras_3_prints_the_same(int index, string name)
    {
        Assert.NotEmpty(name);
        using var cases = Read("keras3_summaries.json");
        var entry = cases.RootElement[index];
        var options = Options(entry) with { Style = SummaryStyle.Keras3, ConsoleWidth = entry.GetProperty("columns").GetInt32() };
        if (entry.GetProperty("optimizer") is { ValueKind: JsonValueKind.Number } optimizer) options = options with { OptimizerParams = optimizer.GetInt64() };
        Assert.Equal(entry.GetProperty("text").GetString()!, Model.FromJson(entry.GetProperty("model").GetRawText(), name).Summary(options));
    }

    [Theory]
    [MemberData(nameof(Keras2Cases))]
    public void Keras_2_prints_the_same(int index, string name)
    {
        Assert.NotEmpty(name);
        using var cases = Read("keras2_summaries.json");
        var entry = cases.RootElement[index];
        var options = Options(entry) with { Style = Enum.Parse<SummaryStyle>(entry.GetProperty("style").GetString()!) };
        Assert.Equal(entry.GetProperty("text").GetString()!, Model.FromJson(entry.GetProperty("model").GetRawText(), name).Summary(options));
    }

    [Fact]
    public void The_Fashion_network_prints_as_in_the_notebook_of_its_book()
    {
        var model = new Sequential([28, 28, 1], "sequential")
        {
            new Conv2D(32, 3, padding: Padding.Same, activation: "relu"), new MaxPooling2D(2), new Conv2D(64, 3, padding: Padding.Same, activation: "relu"), new MaxPooling2D(2),
            new Flatten(), new Dense(100, "relu"), new Dropout(0.4), new Dense(10, "softmax"),
        };
        using var outputs = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("reference", "notebook_outputs.json")));
        var printed = outputs.RootElement.GetProperty("hgmldl_8-2").GetProperty("printed")[2].GetProperty("out").GetString()!;
        Assert.Equal(Colours().Replace(printed, ""), model.Summary(new() { Style = SummaryStyle.Keras3, LineLength = 88, ConsoleWidth = 115 }));
    }

    private static SummaryOptions Options(JsonElement entry)
    {
        var given = entry.GetProperty("arguments");
        var options = new SummaryOptions();
        if (given.TryGetProperty("line_length", out var length)) options = options with { LineLength = length.GetInt32() };
        if (given.TryGetProperty("positions", out var positions)) options = options with { Positions = [.. positions.EnumerateArray().Select(p => p.GetDouble())] };
        if (given.TryGetProperty("expand_nested", out var expand)) options = options with { ExpandNested = expand.GetBoolean() };
        if (given.TryGetProperty("show_trainable", out var show)) options = options with { ShowTrainable = show.GetBoolean() };
        if (given.TryGetProperty("layer_range", out var range)) options = options with { LayerRange = (range[0].GetString()!, range[1].GetString()!) };
        return options;
    }

    private static TheoryData<int, string> Cases(string file)
    {
        using var cases = Read(file);
        var data = new TheoryData<int, string>();
        foreach (var (index, entry) in cases.RootElement.EnumerateArray().Index()) data.Add(index, entry.GetProperty("name").GetString()!);
        return data;
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Summary", file)));

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Offline.Tests;

public sealed class CustomMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Input
    {
        public float Height { get; set; }

        [VectorType(3)]
        public float[] Petals { get; set; } = [];
    }

    public sealed class Output
    {
        public float Area { get; set; }

        [VectorType(2)]
        public float[] Ends { get; set; } = [];
    }

    [CustomMappingFactoryAttribute("AreaOfFlower")]
    public sealed class AreaFactory : CustomMappingFactory<Input, Output>
    {
        public static void Map(Input input, Output output)
        {
            output.Area = input.Height * input.Petals.Sum();
            output.Ends = [input.Petals[0], input.Petals[^1]];
        }

        public override Action<Input, Output> GetMapping() => Map;
    }

    [Fact]
    public void Members_of_the_output_become_columns_computed_once_per_row()
    {
        int calls = 0;
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        ITransformer model = _ml.Transforms.CustomMapping<Input, Output>((input, output) =>
        {
            calls++;
            AreaFactory.Map(input, output);
        }, null).Fit(garden);
        DataDebuggerPreview preview = model.Preview(garden, maxRows: 3);
        // ML.NET reads ahead in the background here; this library does not.
        Assert.InRange(calls, 3, Flower.Garden.Count);
        Assert.Equal([3f, 6f, 16.8f], preview.ColumnView.Single(column => column.Column.Name == "Area").Values.Cast<float>().Select(area => MathF.Round(area, 4)));
        Assert.Equal([new[] { 1f, 3f }, [4, 6], [7, 9], [0, 1]], model.Transform(garden).GetColumn<float[]>("Ends"));
        Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(model, garden.Schema, new MemoryStream()));
    }

    [Fact]
    public void A_contract_brings_the_mapping_back()
    {
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        ITransformer model = _ml.Transforms.CustomMapping<Input, Output>(AreaFactory.Map, "AreaOfFlower").Fit(garden);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, garden.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(model.Transform(garden).GetColumn<float>("Area"), loaded.Transform(garden).GetColumn<float>("Area"));
    }

    [Fact]
    public void Inputs_of_other_types_are_refused()
    {
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        var chain = _ml.Transforms.CopyColumns("Height", "Name").Append(_ml.Transforms.CustomMapping<Input, Output>(AreaFactory.Map, null));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(garden));
        Assert.Contains("Schema mismatch for input column 'Height': expected Single, got String", error.Message);
    }
}

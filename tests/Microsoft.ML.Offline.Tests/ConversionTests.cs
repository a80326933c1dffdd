using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Offline.Tests;

public sealed class ConversionTests
{
    private readonly MLContext _ml = new(seed: 1);

    private sealed class Text
    {
        public string Value { get; set; } = "";
    }

    private sealed class Number
    {
        public float Value { get; set; }
    }

    private IDataView Texts(params string[] values) => _ml.Data.LoadFromEnumerable(values.Select(value => new Text { Value = value }));

    private IDataView Numbers(params float[] values) => _ml.Data.LoadFromEnumerable(values.Select(value => new Number { Value = value }));

    private static IDataView Apply(IEstimator<ITransformer> estimator, IDataView data) => estimator.Fit(data).Transform(data);

    [Fact]
    public void Keys_map_back_to_their_values()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), values =>
        {
            string[] texts = [.. values.Select(value => value.Get)];
            IDataView output = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")),
                Texts([.. texts, "never empty"]));
            Assert.Equal([.. texts, "never empty"], output.GetColumn<string>("Back"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Keys_count_by_first_occurrence_or_by_value()
    {
        IDataView data = Texts("b", "a", "B", "b", "c");
        Assert.Equal([1u, 2, 3, 1, 4], Apply(_ml.Transforms.Conversion.MapValueToKey("Value"), data).GetColumn<uint>("Value"));
        IDataView sorted = Apply(_ml.Transforms.Conversion.MapValueToKey("Value", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue), data);
        Assert.Equal([3u, 2, 1, 3, 4], sorted.GetColumn<uint>("Value"));
        VBuffer<ReadOnlyMemory<char>> values = default;
        sorted.Schema["Value"].GetKeyValues(ref values);
        Assert.Equal(["B", "a", "b", "c"], values.DenseValues().Select(value => value.ToString()));
    }

    [Fact]
    public void Missing_unknown_and_surplus_values_become_the_missing_key()
    {
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("Key", "Value", maximumNumberOfKeys: 2).Fit(Texts("a", "", "b", "c"));
        Assert.Equal([1u, 0, 2, 0, 0], model.Transform(Texts("a", "", "b", "c", "z")).GetColumn<uint>("Key"));
        Assert.Equal(new KeyDataViewType(typeof(uint), 2), model.GetOutputSchema(Texts().Schema)["Key"].Type);
        IDataView numbers = Numbers(1.5f, float.NaN, 1.5f, 2);
        Assert.Equal([1u, 0, 1, 2], Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value"), numbers).GetColumn<uint>("Key"));
        IDataView back = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value").Append(_ml.Transforms.Conversion.MapKeyToValue("Key")), numbers);
        Assert.Equal([1.5f, float.NaN, 1.5f, 2], back.GetColumn<float>("Key"));
    }

    [Fact]
    public void The_shape_of_a_converted_column_promises_less_than_is_given()
    {
        IDataView texts = Texts("b", "a");
        IDataView keyed = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value"), texts);
        var conversion = _ml.Transforms.Conversion.ConvertType("Key", outputKind: DataKind.UInt64);
        Assert.Equal(new KeyDataViewType(typeof(ulong), 2), Apply(conversion, keyed).Schema["Key"].Type);
        Assert.False(conversion.GetOutputSchema(SchemaShape.Create(keyed.Schema)).Single(column => column.Name == "Key").IsKey);
        // So a chain that goes on with the key is refused before it is fitted.
        Assert.Throws<ArgumentOutOfRangeException>(() => conversion.Append(_ml.Transforms.Conversion.MapKeyToValue("Key")).Fit(keyed));

        IDataView flowers = _ml.Data.LoadFromEnumerable(Flower.Garden);
        var number = _ml.Transforms.Conversion.ConvertType("Wild");
        Assert.True(Apply(number, flowers).Schema["Wild"].IsNormalized());
        Assert.Empty(number.GetOutputSchema(SchemaShape.Create(flowers.Schema)).Single(column => column.Name == "Wild").Annotations);
    }

    [Fact]
    public void At_least_one_key_is_asked_for()
        => Assert.Contains("Must be positive", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Value", maximumNumberOfKeys: 0).Fit(Texts("a"))).Message);

    [Fact]
    public void Key_data_gives_the_keys()
    {
        IDataView model = _ml.Transforms.Conversion.MapValueToKey("Key", "Value", keyData: Texts("cat", "dog")).Fit(Texts("dog")).Transform(Texts("dog", "cat", "cow"));
        Assert.Equal([2u, 1, 0], model.GetColumn<uint>("Key"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Value", keyData: Numbers(1)).Fit(Texts("dog")));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _ml.Transforms.Conversion.MapValueToKey("Key", "Value", keyData: _ml.Data.LoadFromEnumerable(Flower.Garden)));
    }

    [Fact]
    public void Keys_of_keys_keep_the_values()
    {
        IDataView output = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value").Append(_ml.Transforms.Conversion.MapValueToKey("Again", "Key")), Texts("b", "a", "b"));
        VBuffer<ReadOnlyMemory<char>> values = default;
        output.Schema["Again"].GetKeyValues(ref values);
        Assert.Equal(["b", "a"], values.DenseValues().Select(value => value.ToString()));
    }

    [Fact]
    public void Keys_become_indicators()
    {
        IDataView output = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Value").Append(_ml.Transforms.Conversion.MapKeyToVector("Hot", "Key")), Texts("b", "a", ""));
        Assert.Equal([[1, 0], [0, 1], [0, 0]], output.GetColumn<float[]>("Hot"));
        Assert.True(output.Schema["Hot"].IsNormalized());
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapKeyToVector("Hot", "Value").Fit(Texts("a")));
    }

    [Fact]
    public void Types_convert()
    {
        Assert.Equal([1f, -2.5f, 0, float.NaN], Apply(_ml.Transforms.Conversion.ConvertType("Value"), Texts("1", "-2.5", "", "x")).GetColumn<float>("Value"));
        Assert.Equal([true, false, true], Apply(_ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Boolean), Texts("Yes", "no", "1")).GetColumn<bool>("Value"));
        Assert.Equal(["1.5", "NaN", "0.3333333"], Apply(_ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.String), Numbers(1.5f, float.NaN, 1 / 3f)).GetColumn<string>("Value"));
        IDataView flowers = _ml.Data.LoadFromEnumerable(Flower.Garden);
        Assert.All(Apply(_ml.Transforms.Conversion.ConvertType("Wild", outputKind: DataKind.String), flowers).GetColumn<string>("Wild"), wild => Assert.True(wild is "True" or "False"));
        Assert.Equal([1.5], Apply(_ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Double), Numbers(1.5f)).GetColumn<double>("Value"));
        IDataView parsed = Apply(_ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Int32), Texts("12", "x"));
        Assert.Contains("Value could not be parsed from text to int.", Assert.Throws<InvalidOperationException>(() => parsed.GetColumn<int>("Value").Count()).GetBaseException().Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Int32).Fit(Numbers(1)));
    }

    [Fact]
    public void Concatenation_moves_the_ranges_of_categories()
    {
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        var hot = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.Conversion.MapKeyToVector("Hot", "Key"));
        DataViewSchema.Column all = Apply(hot.Append(_ml.Transforms.Concatenate("All", "Height", "Hot", "Petals", "Hot")), garden).Schema["All"];
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Int32, 2, 2), all.Annotations.Schema["CategoricalSlotRanges"].Type);
        VBuffer<int> ranges = default;
        all.Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        // Slot 0 is the height, 1 to 3 the three names, 4 to 6 the petals, 7 to 9 the names again.
        Assert.Equal([1, 3, 7, 9], ranges.DenseValues());
    }

    [Fact]
    public void Concatenation_names_its_slots_and_refuses_mixed_types()
    {
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        IDataView output = Apply(_ml.Transforms.Concatenate("All", "Height", "Petals"), garden);
        Assert.Equal([0.5f, 1, 2, 3], output.GetColumn<float[]>("All").First());
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["All"].GetSlotNames(ref names);
        Assert.Equal(["Height", "", "", ""], names.DenseValues().Select(name => name.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Apply(_ml.Transforms.Concatenate("All", "Height", "Name"), garden));
        var chain = _ml.Transforms.CopyColumns("Again", "Height").Append(_ml.Transforms.Concatenate("All", "Height", "Name"));
        Assert.Contains("Concatenated columns should have the same type", Assert.Throws<InvalidOperationException>(() => chain.Fit(garden)).Message);
    }

    [Fact]
    public void Selecting_orders_and_dropping_keeps_the_rest()
    {
        IDataView garden = _ml.Data.LoadFromEnumerable(Flower.Garden);
        Assert.Equal(["Wild", "Name"], Apply(_ml.Transforms.SelectColumns("Wild", "Name"), garden).Schema.Select(column => column.Name));
        Assert.Equal(["Wild", "Height", "Petals", "Colour"], Apply(_ml.Transforms.DropColumns("Name"), garden).Schema.Select(column => column.Name));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.DropColumns("Nme").Fit(garden));
        Assert.Contains("Could not find input column 'Nme'", error.Message);
    }
}

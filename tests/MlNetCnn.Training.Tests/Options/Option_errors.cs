using MlNetCnn.Keras;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>One exception that lists everything.</summary>
public sealed class Option_errors
{
    [Fact]
    public void All_are_listed_in_order()
    {
        var errors = new OptionErrors("Things").Require(false, "A", 1.5, "even").Require(true, "B", 2, "odd").Require(false, "C", null, "given").Add("D and E exclude each other.");
        var error = Assert.Throws<ArgumentException>(() => errors.ThrowIfAny());
        Assert.Equal("Things: 3 problems.\n- A is 1.5; it must be even.\n- C is null; it must be given.\n- D and E exclude each other.", error.Message);
    }

    [Fact]
    public void Nothing_wrong_throws_nothing() => new OptionErrors("Things").Require(true, "A", 1, "x").ThrowIfAny();

    [Fact]
    public void The_defaults_are_valid_and_as_documented()
    {
        var options = new FitOptions();
        options.Validate();
        Assert.Equal((30, 20, 0L, true), (options.Epochs, options.BatchSize, options.Seed, options.Shuffle));
    }

    [Fact]
    public void Metrics_of_one_name_are_refused() =>
        Assert.Contains("binary_accuracy", Assert.Throws<ArgumentException>(() => new FitOptions { Metrics = [new BinaryAccuracy(), new BinaryAccuracy(0.3f)] }.Validate()).Message);
}

using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Tests.Display;

public sealed class TrainingClockTests
{
    [Fact]
    public void Nothing_is_known_before_the_first_step() => Assert.Null(new TrainingClock(0).Left);

    [Fact]
    public void The_first_epoch_counts_the_validation_as_a_forward_pass()
    {
        // 10 steps of 1 s over 200 examples; a validation of 100 examples, a third of 5 steps' time.
        var clock = new TrainingClock(100);
        clock.Step(1, 3, 4, 10, 80, false, Seconds(4));
        Assert.Equal(6 + 5 / 3.0 + 2 * (10 + 5 / 3.0), clock.Left!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void A_later_epochs_first_report_may_be_any_step()
    {
        var clock = new TrainingClock(0);
        clock.Step(1, 2, 1, 2, 20, false, Seconds(9));
        clock.Step(2, 2, 5, 10, 100, false, Seconds(10));
        Assert.Equal(10, clock.Left!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void What_is_made_once_in_the_first_step_does_not_count_for_the_others()
    {
        var clock = new TrainingClock(0);
        clock.Step(1, 1, 1, 11, 20, false, Seconds(9));
        Assert.Equal(90, clock.Left!.Value.TotalSeconds, 3);
        clock.Step(1, 1, 3, 11, 60, false, Seconds(11));
        Assert.Equal(8, clock.Left!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void A_validation_is_counted_as_it_was_measured_and_later_epochs_as_the_last_ones_took()
    {
        var clock = new TrainingClock(0);
        Steps(clock, 1, 10);
        clock.Step(1, 5, 2, 4, 40, true, Seconds(4));
        // Half of the validation is left, and four epochs of 18.
        Assert.Equal(4 + 4 * 18, clock.Left!.Value.TotalSeconds, 3);
        clock.Step(1, 5, 4, 4, 80, true, Seconds(8));
        // A checkpoint takes two seconds more.
        clock.EpochEnd(1, 5, Seconds(20));
        Assert.Equal(80, clock.Left!.Value.TotalSeconds, 3);
        clock.Step(2, 5, 5, 10, 100, false, Seconds(5));
        Assert.Equal(5 + 8 + 2 + 3 * 20, clock.Left!.Value.TotalSeconds, 3);
        clock.EpochEnd(2, 5, Seconds(30));
        clock.EpochEnd(3, 5, Seconds(40));
        Assert.Equal(2 * 30, clock.Left!.Value.TotalSeconds, 3);
        // The first of them is forgotten.
        clock.EpochEnd(4, 5, Seconds(50));
        Assert.Equal(40, clock.Left!.Value.TotalSeconds, 3);
        clock.EpochEnd(5, 5, Seconds(20));
        Assert.Equal(0, clock.Left!.Value.TotalSeconds);
    }

    [Fact]
    public void Time_left_never_grows_while_all_goes_evenly()
    {
        var clock = new TrainingClock(100);
        var last = double.PositiveInfinity;
        for (var epoch = 1; epoch <= 4; epoch++)
        {
            for (var step = 1; step <= 15; step++)
            {
                // 15 steps of 3 s of training over 300 examples, 5 of 1 s of validation over 100: the guess of a third is right.
                clock.Step(epoch, 4, step, 15, 20 * step, false, Seconds(3 * step));
                Falls();
            }

            for (var step = 1; step <= 5; step++)
            {
                clock.Step(epoch, 4, step, 5, 20 * step, true, Seconds(step));
                Falls();
            }

            clock.EpochEnd(epoch, 4, Seconds(50));
            Falls();
        }

        Assert.Equal(0, last);

        void Falls()
        {
            var left = clock.Left!.Value.TotalSeconds;
            Assert.True(left <= last + 1e-3, $"{last} s were left, and now {left}.");
            last = left;
        }
    }

    private static void Steps(TrainingClock clock, int epoch, int steps)
    {
        for (var step = 1; step <= steps; step++) clock.Step(epoch, 5, step, steps, 20 * step, false, Seconds(step));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
